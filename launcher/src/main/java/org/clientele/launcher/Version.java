package org.clientele.launcher;

import java.util.Arrays;

/** A release number; qualifiers such as {@code -SNAPSHOT} do not count. */
record Version(String text) implements Comparable<Version> {

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(numbers(), other.numbers());
    }

    private int[] numbers() {
        String number = text.contains("-") ? text.substring(0, text.indexOf('-')) : text;
        return Arrays.stream(number.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
