package dev.callcard.web;

import dev.callcard.call.CallId;
import dev.callcard.call.CustomerId;
import dev.callcard.json.Links;
import dev.callcard.project.ProjectId;

/** Where things of a project are, from the root of the server. */
final class Paths implements Links {
    private final String base;
    private final ProjectId project;

    Paths(String base, ProjectId project) {
        this.base = base;
        this.project = project;
    }

    @Override
    public String card(CallId call) {
        return log() + "calls/" + call;
    }

    @Override
    public String customer(CustomerId customer) {
        return log() + "customers/" + customer;
    }

    @Override
    public String recording(CallId call) {
        return api(call) + "/recording";
    }

    /** Where the viewer's projects are. */
    String start() {
        return base + "/";
    }

    String log() {
        return base + "/" + project + "/";
    }

    String live() {
        return base + "/api/v1/projects/" + project + "/live";
    }

    String api(CallId call) {
        return api("calls/") + call;
    }

    String api(CustomerId customer) {
        return api("customers/") + customer;
    }

    /** A path of the project in the API. */
    String api(String path) {
        return base + "/api/v1/projects/" + project + "/" + path;
    }
}
