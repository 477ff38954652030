'use strict';
const { Walk } = require('./walk.js');

/** Stands in for the sensor on the bus. */
class Sensors {
  constructor() {
    this.temperature = new Walk({ centre: 23, swing: 4, periodMs: 180_000, noise: 0.15 });
  }

  /** Topic name -> text to send. */
  measure(settings) {
    const temperature = this.temperature.next() + settings.getInt('TEMPERATURE_OFFSET', 0);
    return { 'temperature/pepeunit': temperature.toFixed(2) };
  }
}

module.exports = { Sensors };
