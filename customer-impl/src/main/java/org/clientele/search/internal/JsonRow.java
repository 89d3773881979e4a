package org.clientele.search.internal;

/**
 * A customer as the object of an answer.
 *
 * @param json in UTF-8
 * @param version the attribute of that name; 0 where it was not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then sent
public record JsonRow(byte[] json, long version) {}
