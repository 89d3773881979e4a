/** Notifications in PostgreSQL. */
@NullMarked
package org.clientele.notification.internal;

import org.jspecify.annotations.NullMarked;
