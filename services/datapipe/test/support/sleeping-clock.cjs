// To be required before a service: its monotonic clock stands still while the process is held, as on a machine that
// sleeps. Whoever trusts it believes that no time has passed.
const NOTICED_MS = 500;
const real = performance.now.bind(performance);
let seen = real();
let slept = 0;

performance.now = () => {
  const now = real();
  if (now - seen > NOTICED_MS) slept += now - seen;
  seen = now;
  return now - slept;
};
setInterval(() => performance.now(), NOTICED_MS / 10).unref();
