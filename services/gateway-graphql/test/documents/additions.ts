/** Operations beyond those of the stock frontend. */

/** As charts send it. */
export const getPipeDataPoints = /* GraphQL */ `
  query getPipeDataPoints(
    $uuid: UUID!
    $points: Int
    $pipeline: String
    $aggregationType: AggregationFunctions
    $startCreateDatetime: DateTime
    $endCreateDatetime: DateTime
    $relativeTime: String
  ) {
    getPipeDataPoints(
      filters: {
        uuid: $uuid
        points: $points
        pipeline: $pipeline
        aggregationType: $aggregationType
        startCreateDatetime: $startCreateDatetime
        endCreateDatetime: $endCreateDatetime
        relativeTime: $relativeTime
      }
    ) {
      points {
        startDatetime
        endDatetime
        count
        min
        max
        avg
      }
    }
  }
`;
