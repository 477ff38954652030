'use strict';

/** A value that wanders about a slowly swinging centre, as a room does when a window is opened and closed. */
class Walk {
  constructor({ centre, swing, periodMs, noise }) {
    Object.assign(this, { centre, swing, periodMs, noise, value: centre });
  }

  next(now = Date.now()) {
    const target = this.centre + this.swing * Math.sin((2 * Math.PI * now) / this.periodMs);
    this.value += (target - this.value) * 0.2 + (Math.random() * 2 - 1) * this.noise;
    return this.value;
  }
}

module.exports = { Walk };
