/** Mails in PostgreSQL: how they are written, what waits, who delivers it. */
@NullMarked
package org.clientele.mail.internal;

import org.jspecify.annotations.NullMarked;
