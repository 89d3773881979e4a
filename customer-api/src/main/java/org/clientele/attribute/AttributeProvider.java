package org.clientele.attribute;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Publishes attributes for as long as it is registered as a service. Called when it appears, and again when its service
 * properties change.
 */
@ConsumerType
@FunctionalInterface
public interface AttributeProvider {
    /** The attributes; the same ones until the service properties change. */
    List<Attribute> attributes();
}
