'use strict';
const { Walk } = require('./walk.js');

/** Stands in for the sensors on the bus. */
class Sensors {
  constructor() {
    this.temperature = new Walk({ centre: 23, swing: 4, periodMs: 180_000, noise: 0.15 });
    this.humidity = new Walk({ centre: 45, swing: 8, periodMs: 420_000, noise: 0.4 });
  }

  /** Topic name -> text to send. */
  measure(settings) {
    const temperature = this.temperature.next() + settings.getInt('TEMPERATURE_OFFSET', 0);
    return {
      'temperature/pepeunit': temperature.toFixed(2),
      // The same measurement once more, for the platform to average: one pipeline belongs to one topic.
      'temperature_average/pepeunit': temperature.toFixed(2),
      'humidity/pepeunit': this.humidity.next().toFixed(1),
    };
  }
}

module.exports = { Sensors };
