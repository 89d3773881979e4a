package org.clientele.export.internal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * When something is done again.
 *
 * @param weekday if it is done each week
 * @param at by the clocks of the zone
 */
record Rhythm(Optional<DayOfWeek> weekday, LocalTime at, ZoneId zone) {

    /** The first time after a moment. */
    Instant after(Instant moment) {
        ZonedDateTime now = moment.atZone(zone);
        ZonedDateTime next = at(
                now,
                weekday.map(day -> now.toLocalDate().with(TemporalAdjusters.nextOrSame(day)))
                        .orElseGet(now::toLocalDate));
        if (next.toInstant().isAfter(moment)) {
            return next.toInstant();
        }
        return at(now, next.toLocalDate().plusDays(weekday.isPresent() ? 7 : 1)).toInstant();
    }

    private ZonedDateTime at(ZonedDateTime now, java.time.LocalDate day) {
        return ZonedDateTime.of(day, at, now.getZone());
    }
}
