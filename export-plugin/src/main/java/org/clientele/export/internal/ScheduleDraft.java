package org.clientele.export.internal;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clientele.Problem;
import org.jspecify.annotations.Nullable;

/**
 * An export that is to be made again and again.
 *
 * @param fields empty for the columns of the saved view, or those of the list, as they are then
 * @param weekday if it is weekly
 * @param at {@code HH:mm}
 * @param enabled usually so
 */
public record ScheduleDraft(
        Optional<String> name,
        Optional<String> format,
        Optional<Map<String, @Nullable Object>> options,
        Optional<List<String>> fields,
        Optional<ListQuery> query,
        Optional<Every> every,
        Optional<DayOfWeek> weekday,
        Optional<String> at,
        Optional<String> timeZone,
        Optional<Target> to,
        Optional<Boolean> enabled) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern FOLDER =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._ -]{0,63}(/[\\p{L}\\p{N}][\\p{L}\\p{N}._ -]{0,63}){0,4}");

    /** How often. */
    public enum Every {
        DAILY,
        WEEKLY
    }

    /**
     * Where the file goes; it is in the history anyway.
     *
     * @param folder below the one that the operator configured
     * @param webhook whether the event {@code export.ready} tells of it
     */
    public record Target(Optional<String> folder, Optional<Boolean> webhook) {
        static final Target NOWHERE = new Target(Optional.empty(), Optional.empty());
    }

    void check(boolean folders) {
        Problem.Invalid.check(checks -> {
            ExportDraft.checkCommon(checks, name, format, fields);
            checks.that(name.isPresent(), "/name", "required", "A schedule has a name.")
                    .that(every.isPresent(), "/every", "required", "It is daily or weekly.")
                    .that(
                            every.isEmpty() || weekday.isPresent() == (every.get() == Every.WEEKLY),
                            "/weekday",
                            weekday.isPresent() ? "value" : "required",
                            "What is weekly has a weekday, and nothing else has.")
                    .that(at.flatMap(ScheduleDraft::time).isPresent(), "/at", "time", "A time is written HH:mm.")
                    .that(
                            timeZone.isEmpty() || zone().isPresent(),
                            "/timeZone",
                            "time-zone",
                            "There is no such time zone.")
                    .that(
                            target().folder().isEmpty() || folders,
                            "/to/folder",
                            "folder",
                            "No folder is configured for exports.")
                    .that(
                            target().folder().map(ScheduleDraft::isFolder).orElse(true),
                            "/to/folder",
                            "folder",
                            "A folder is a relative path of up to five names of letters, digits, spaces, dots, hyphens and"
                                    + " underscores.");
        });
    }

    static boolean isFolder(String folder) {
        return FOLDER.matcher(folder).matches();
    }

    Target target() {
        return to.orElse(Target.NOWHERE);
    }

    private Optional<ZoneId> zone() {
        try {
            return timeZone.map(ZoneId::of);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text, TIME));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Of a draft that was checked. */
    Rhythm rhythm() {
        return new Rhythm(weekday, at.flatMap(ScheduleDraft::time).orElseThrow(), zone().orElse(ZoneId.of("UTC")));
    }
}
