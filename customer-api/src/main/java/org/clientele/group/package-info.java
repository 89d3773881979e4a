/** Groups of customers and what they are granted. Call {@link org.clientele.group.Groups}; who is in which group is told by {@link org.clientele.customer.Customers}. */
@Export
@Version("0.1.0")
@NullMarked
package org.clientele.group;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
