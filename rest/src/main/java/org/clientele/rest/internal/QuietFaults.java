package org.clientele.rest.internal;

import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults are answered and logged by {@link FaultAnswer}; what is left for CXF to complain of are clients that hung up. */
final class QuietFaults implements FaultListener {
    private static final Logger LOG = LoggerFactory.getLogger(QuietFaults.class);

    @Override
    public boolean faultOccurred(Exception fault, String description, Message message) {
        LOG.debug("{}", description, fault);
        return false;
    }
}
