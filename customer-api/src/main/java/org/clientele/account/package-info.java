/** Logins of customers: {@link org.clientele.account.Logins} for the storefront, {@link org.clientele.account.Accounts} for staff. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.account;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
