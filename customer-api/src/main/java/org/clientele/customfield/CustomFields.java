package org.clientele.customfield;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The custom fields that have a type; what customers have beside them is free. They hold for the whole shop, so only callers with all
 * seller accounts change them. A change is seen at once on this node and within two seconds on the others. Thread-safe; each
 * method is one transaction.
 */
@ProviderType
public interface CustomFields {
    /** By their names. */
    List<CustomField> all();

    Optional<CustomField> find(String name);

    /**
     * Values that customers have already stay as they are; the attribute leaves out those of another type.
     *
     * @param field its version does not matter
     * @throws org.clientele.Problem.Conflict {@code custom-field-taken} if the name has a type already
     * @throws org.clientele.Problem.Invalid if a member is wrong
     */
    CustomField define(CustomField field);

    /**
     * Replaces label, values, {@code required} and {@code personal}; the type stays.
     *
     * @param version the one the change is based on; empty to take any
     * @throws org.clientele.Problem.NotFound if there is no such field
     * @throws org.clientele.Problem.Stale if the field has another version by now
     */
    CustomField change(String name, OptionalLong version, CustomField field);

    /** The attribute goes, the values stay as free ones. */
    void remove(String name, OptionalLong version);
}
