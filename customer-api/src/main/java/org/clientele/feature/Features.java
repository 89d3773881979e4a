package org.clientele.feature;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All features of this node. What is switched is kept in the database, so that every node follows within two seconds and a restart
 * changes nothing. Switching off withdraws the feature's services (paths, attributes, listeners, bulk actions, recurring work): its
 * paths answer 404 {@code feature-disabled} at once, the rest is gone a moment later; requests in flight finish and its data stay.
 * Thread-safe.
 */
@ProviderType
public interface Features {
    /** The namespace of the capability that a feature's bundle provides. */
    String CAPABILITY = "clientele.feature";

    /** Sorted by id. */
    List<Feature> list();

    /** @param id the id, or the word alone */
    Optional<Feature> find(String id);

    /**
     * Switches it on; nothing happens if it is.
     *
     * @throws org.clientele.Problem.Forbidden {@code all-seller-accounts} if the caller does not see all of them
     * @throws org.clientele.Problem.NotFound if there is none
     * @throws org.clientele.Problem.Conflict {@code feature-required} if one that it requires does not run
     */
    Feature enable(String id);

    /**
     * Switches it off; features that require it are suspended until it is back.
     *
     * @throws org.clientele.Problem.Forbidden {@code all-seller-accounts} if the caller does not see all of them
     * @throws org.clientele.Problem.NotFound if there is none
     */
    Feature disable(String id);

    /**
     * What names the feature's attributes and is suspended without it.
     *
     * @throws org.clientele.Problem.NotFound if there is none
     */
    Impact impact(String id);

    /**
     * What uses a feature.
     *
     * @param segments ids of dynamic segments whose filter names an attribute of it, directly or through another segment
     * @param views ids of saved views that show, sort or filter by one
     * @param exports ids of exports whose file is there or to be written, and whose query or fields name one
     * @param schedules names of recurring work that it does, and ids of schedules whose query or fields name one
     */
    record Impact(List<UUID> segments, List<UUID> views, List<UUID> exports, List<String> schedules) {
        public Impact {
            segments = List.copyOf(segments);
            views = List.copyOf(views);
            exports = List.copyOf(exports);
            schedules = List.copyOf(schedules);
        }
    }
}
