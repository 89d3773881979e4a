/** Mail to customers and staff: {@link org.clientele.mail.Outbox} takes it, a {@link org.clientele.mail.MailTransport} delivers it. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.mail;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
