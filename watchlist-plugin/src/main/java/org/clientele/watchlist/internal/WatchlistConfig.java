package org.clientele.watchlist.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = "org.clientele.watchlist",
        name = "Clientele watchlist",
        description = "Whom staff watch, and of what they are told (etc/org.clientele.watchlist.cfg).")
@interface WatchlistConfig {
    @AttributeDefinition(
            name = "Time zone",
            description = "In which a day begins on which somebody is reminded, such as Europe/Berlin"
                    + " (CLIENTELE_WATCHLIST_TIME_ZONE).")
    String timeZone() default "UTC";

    @AttributeDefinition(
            name = "Hour of reminders",
            description = "From this hour of the day on people are reminded (CLIENTELE_WATCHLIST_REMINDER_HOUR).",
            min = "0",
            max = "23")
    int reminderHour() default 8;

    @AttributeDefinition(
            name = "Most entries",
            description =
                    "How many customers a caller may watch, and a list may hold (CLIENTELE_WATCHLIST_MOST_ENTRIES).",
            min = "1")
    int mostEntries() default 10_000;

    @AttributeDefinition(name = "Most lists", description = "How many lists a caller may have.", min = "1")
    int mostLists() default 100;

    @AttributeDefinition(
            name = "Bad rating",
            description = "Feedback of so many of five stars or less is bad (CLIENTELE_WATCHLIST_BAD_RATING).",
            min = "1",
            max = "5")
    int badRating() default 2;

    @AttributeDefinition(
            name = "History (days)",
            description =
                    "A new order that was placed longer ago than this is history that is imported, and gives no alert.",
            min = "1")
    int historyDays() default 7;
}
