/** What happened: publish with {@link org.clientele.event.Events}, hear with an {@link org.clientele.event.EventListener}, miss none with an {@link org.clientele.event.EventFollower}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
