/** All that is kept of one customer, for the customer: asked of every {@link org.clientele.customer.CustomerData} in one snapshot. */
@NullMarked
package org.clientele.subject.internal;

import org.jspecify.annotations.NullMarked;
