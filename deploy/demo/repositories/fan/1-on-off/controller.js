'use strict';

/** Decides how fast the fan turns, in percent: off, or full speed above a temperature. */
class Controller {
  constructor(settings) {
    this.settings = settings;
  }

  /** A value of an Input; false if it makes no sense. */
  take(topic, value) {
    if (topic === 'temperature/pepeunit') {
      if (value.trim() === '' || !Number.isFinite(Number(value))) return false;
      this.temperature = Number(value);
      return true;
    }
    if (!['auto', 'on', 'off'].includes(value)) return false;
    this.state = value;
    return true;
  }

  speed() {
    if (this.state === 'on') return 100;
    if (this.state === 'off' || this.temperature === undefined) return 0;
    return this.temperature >= this.settings.getInt('FAN_MIN_TEMPERATURE', 21) ? 100 : 0;
  }

  reason() {
    return this.state === 'on' || this.state === 'off' ? `switched ${this.state}` : `${this.temperature} °C`;
  }
}

module.exports = { Controller };
