package org.clientele.feature;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Examines features on this node: whether they keep to the rules of the house, and what keeps them from working. An examination
 * changes nothing, runs nothing of a feature for longer than some seconds, and tells nothing of persons. Thread-safe.
 */
@ProviderType
public interface Doctor {
    /**
     * Examines one feature.
     *
     * @param id the id, or the word alone
     * @return errors first; empty if nothing is wrong
     * @throws org.clientele.Problem.NotFound if there is none
     */
    List<Finding> examine(String id);

    /** Examines all features, the bundles of the house, and what features left behind that are gone. */
    List<Finding> examine();

    /**
     * Something that is wrong.
     *
     * @param check a stable code in kebab-case, such as {@code no-scope}
     * @param feature the id of the feature, or the name of the bundle or schema if it is none
     * @param subject what it is about: a class, a table, an attribute, a file
     * @param problem what is wrong, in one line
     * @param remedy what to do, in one line
     */
    record Finding(
            String check, Severity severity, String feature, String subject, String problem, Optional<String> remedy) {
        /** For people: all of it in one line. */
        public String line() {
            return feature + " " + check + " " + subject + ": " + problem
                    + remedy.map(text -> " " + text).orElse("");
        }
    }

    /** How bad it is. */
    enum Severity {
        /** Something does not work, or harms others. */
        ERROR,
        /** It works, but not as it should. */
        WARNING
    }
}
