'use strict';

/** Speeds are steps of this many percent: a fan that follows every tenth of a degree is noisy. */
const STEP = 10;

/** Decides how fast the fan turns, in percent: proportional between two temperatures, or as it is told. */
class Controller {
  constructor(settings) {
    this.settings = settings;
    this.state = 'auto';
  }

  /** A value of an Input; false if it makes no sense. */
  take(topic, value) {
    if (topic === 'temperature/pepeunit') {
      if (!isNumber(value)) return false;
      this.temperature = Number(value);
      return true;
    }
    if (!['auto', 'on', 'off'].includes(value) && !(isNumber(value) && value >= 0 && value <= 100))
      return false;
    this.state = value;
    return true;
  }

  speed() {
    if (this.state === 'on') return 100;
    if (this.state === 'off') return 0;
    if (this.state !== 'auto') return Math.round(Number(this.state));
    if (this.temperature === undefined) return 0;
    const from = this.settings.getInt('FAN_MIN_TEMPERATURE', 21);
    const to = this.settings.getInt('FAN_MAX_TEMPERATURE', 26);
    const share = (this.temperature - from) / Math.max(1, to - from);
    return Math.min(100, Math.max(0, Math.round((share * 100) / STEP) * STEP));
  }

  reason() {
    return this.state === 'auto' ? `${this.temperature} °C` : `set to ${this.state}`;
  }
}

function isNumber(value) {
  return value.trim() !== '' && Number.isFinite(Number(value));
}

module.exports = { Controller };
