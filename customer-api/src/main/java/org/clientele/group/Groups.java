package org.clientele.group;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All groups. They hold for the whole shop, so only callers with all seller accounts change them. Thread-safe; each method is one
 * transaction.
 */
@ProviderType
public interface Groups {
    /** By their codes. */
    List<Group> all();

    Optional<Group> find(String code);

    /**
     * The groups of a customer, by their codes.
     *
     * @throws org.clientele.Problem.NotFound if the caller may not see the customer
     */
    List<Group> of(UUID customer);

    /**
     * @throws org.clientele.Problem.Conflict {@code group-taken} if the code is
     * @throws org.clientele.Problem.Invalid if a member is wrong
     */
    Group create(String code, String name, Group.Kind kind, Group.Benefits benefits);

    /**
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.NotFound if there is no such group
     * @throws org.clientele.Problem.Stale if the group has another version by now
     */
    Group change(String code, OptionalLong version, String name, Group.Kind kind, Group.Benefits benefits);

    /**
     * @param force whether to take it from its members first
     * @throws org.clientele.Problem.Conflict {@code in-use} if it has members and there is no force
     */
    void remove(String code, OptionalLong version, boolean force);
}
