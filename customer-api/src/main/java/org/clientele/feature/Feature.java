package org.clientele.feature;

import java.util.List;
import java.util.Optional;

/**
 * A plugin that is installed, or was switched off and then removed.
 *
 * @param id {@code clientele-} and its word, as in {@code clientele-watchlist}
 * @param title what people read, in English
 * @param version of its bundle; empty when it is not installed
 * @param enabled whether it is meant to run
 * @param state what it does
 * @param reason why it is suspended
 * @param requires the ids of the features that it cannot do without
 */
public record Feature(
        String id,
        String title,
        String version,
        boolean enabled,
        State state,
        Optional<String> reason,
        List<String> requires) {
    /** What the ids of all features begin with. */
    public static final String PREFIX = "clientele-";

    public Feature {
        requires = List.copyOf(requires);
    }

    /** The one word that names its paths, attributes, events and schema. */
    public String word() {
        return id.substring(PREFIX.length());
    }

    /** What a feature does. */
    public enum State {
        /** It runs. */
        ACTIVE,
        /** It is switched off; its data stay. */
        DISABLED,
        /** It is switched on, but a feature that it requires is not there or does not run. */
        SUSPENDED,
        /** It was switched off and its bundle is not there any more. */
        ABSENT
    }
}
