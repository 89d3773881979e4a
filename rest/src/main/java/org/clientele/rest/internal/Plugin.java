package org.clientele.rest.internal;

/**
 * What a feature's resources have in common.
 *
 * @param word of the feature, with which all its paths begin
 * @param places which they share
 */
public record Plugin(String word, Places places) {}
