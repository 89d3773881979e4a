package org.clientele.attribute;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Publishes attributes for as long as it is registered as a service. Called once, when it appears. */
@ConsumerType
@FunctionalInterface
public interface AttributeProvider {
    /** The attributes; the same ones each time. */
    List<Attribute> attributes();
}
