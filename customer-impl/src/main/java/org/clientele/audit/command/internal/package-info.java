/** Commands of the Karaf shell about the audit. */
@Header(name = "Karaf-Commands", value = "org.clientele.audit.command.internal")
@NullMarked
package org.clientele.audit.command.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
