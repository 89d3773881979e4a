package org.clientele.attribute;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** All attributes of the bundles that are on now. Thread-safe. */
@ProviderType
public interface Attributes {
    /** Those that the caller of this thread may see, in the order of their groups. */
    List<Attribute> visible();

    /** By its name, if the caller of this thread may see it. */
    Optional<Attribute> find(String name);
}
