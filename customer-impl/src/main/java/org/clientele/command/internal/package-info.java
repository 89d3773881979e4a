/** Commands of the Karaf shell. They run as the system, and print what is personal to the console only. */
@Header(name = "Karaf-Commands", value = "org.clientele.command.internal")
@NullMarked
package org.clientele.command.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
