/** News for single callers: tell them with {@link org.clientele.notification.Notifications}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.notification;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
