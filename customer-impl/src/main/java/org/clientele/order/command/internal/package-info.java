/** Commands of the Karaf shell about orders. */
@Header(name = "Karaf-Commands", value = "org.clientele.order.command.internal")
@NullMarked
package org.clientele.order.command.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
