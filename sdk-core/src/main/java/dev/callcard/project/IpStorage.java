package dev.callcard.project;

/** How much of a visitor's IP address is stored. */
public enum IpStorage {
    /** The whole address. */
    FULL,
    /** The network only: /24 of IPv4, /48 of IPv6. */
    TRUNCATED,
    /** Nothing. */
    NONE
}
