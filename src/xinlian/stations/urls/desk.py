"""Addresses for the desk, below /desk/stations/, and for keepers, below /keep/."""

from django.urls import path

from xinlian.stations.views import (
    desk_acts,
    desk_faults,
    desk_import,
    desk_inbox,
    desk_list,
    desk_proposals,
    desk_reviews,
    desk_station,
    desk_visits,
    keeper,
)

DESK = "desk/stations/"
ONE = f"{DESK}<uuid:uid>/"
KEEP = "keep/<uuid:uid>/"

stations = [
    path(DESK, desk_list.stations, name="desk_stations"),
    path(f"{DESK}map/", desk_list.station_map, name="desk_map"),
    path(f"{DESK}map.json", desk_list.map_data, name="desk_map_data"),
    path(f"{DESK}export/<slug:form>/", desk_list.export, name="desk_stations_export"),
    path(f"{DESK}many/", desk_list.many, name="desk_stations_many"),
    path(f"{DESK}filters/", desk_list.save_filter, name="desk_filter_save"),
    path(f"{DESK}filters/<uuid:uid>/drop/", desk_list.drop_filter, name="desk_filter_drop"),
    path(f"{DESK}import/", desk_import.bring, name="desk_import"),
    path(f"{DESK}new/", desk_station.new, name="desk_station_new"),
    path(ONE, desk_station.page, name="desk_station"),
    path(f"{ONE}edit/", desk_station.edit, name="desk_station_edit"),
    path(f"{ONE}publish/", desk_acts.publish, name="desk_station_publish"),
    path(f"{ONE}remove/", desk_acts.remove, name="desk_station_remove"),
    path(f"{ONE}ask/", desk_acts.ask, name="desk_station_ask"),
    path(f"{ONE}confirm/", desk_acts.confirm, name="desk_station_confirm"),
    path(f"{ONE}door/", desk_acts.door, name="desk_station_door"),
    path(f"{ONE}door/new/", desk_acts.rotate, name="desk_station_rotate"),
    path(f"{ONE}keepers/", desk_acts.keepers, name="desk_station_keepers"),
    path(f"{ONE}keepers/<uuid:keeping_uid>/end/", desk_acts.dismiss, name="desk_keeping_end"),
]

decisions = [
    path(f"{DESK}changes/", desk_proposals.waiting, name="desk_proposals"),
    path(f"{DESK}changes/<uuid:uid>/", desk_proposals.proposal, name="desk_proposal"),
    path(f"{DESK}changes/<uuid:uid>/accept/", desk_proposals.accept, name="desk_proposal_accept"),
    path(f"{DESK}changes/<uuid:uid>/refuse/", desk_proposals.refuse, name="desk_proposal_refuse"),
    path(f"{DESK}faults/", desk_faults.board, name="desk_faults"),
    path(f"{DESK}faults/<uuid:uid>/", desk_faults.fault, name="desk_fault"),
    path(f"{DESK}faults/<uuid:uid>/move/", desk_faults.move, name="desk_fault_move"),
    path(f"{DESK}complaints/", desk_inbox.voices, {"kind": "complaint"}, name="desk_complaints"),
    path(f"{DESK}thanks/", desk_inbox.voices, {"kind": "thanks"}, name="desk_thanks"),
    path(f"{DESK}voices/<uuid:uid>/", desk_inbox.decide_voice, name="desk_voice"),
    path(f"{DESK}media/", desk_inbox.media, name="desk_media"),
    path(f"{DESK}media/<uuid:uid>/", desk_inbox.decide_media, name="desk_media_decide"),
    path(f"{DESK}reviews/", desk_reviews.campaign, name="desk_reviews"),
    path(f"{DESK}reviews/<uuid:uid>/", desk_reviews.review, name="desk_review"),
    path(f"{DESK}reviews/<uuid:uid>/sign/", desk_reviews.sign, name="desk_review_sign"),
    path(f"{DESK}checklists/new/", desk_reviews.new_checklist, name="desk_checklist_new"),
    path(f"{DESK}checklists/<uuid:uid>/", desk_reviews.checklist, name="desk_checklist"),
    path(f"{DESK}visits/", desk_visits.page, name="desk_visits"),
    path(f"{DESK}visits/export/", desk_visits.export, name="desk_visits_export"),
]

keep = [
    path("keep/", keeper.mine, name="keep"),
    path(KEEP, keeper.page, name="keep_station"),
    path(f"{KEEP}now/", keeper.say_now, name="keep_now"),
    path(f"{KEEP}count/", keeper.count, name="keep_count"),
    path(f"{KEEP}confirm/", keeper.confirm, name="keep_confirm"),
    path(f"{KEEP}hours/", keeper.hours, name="keep_hours"),
    path(f"{KEEP}faults/<uuid:fault_uid>/", keeper.fault, name="keep_fault"),
]

urlpatterns = [*stations, *decisions, *keep]
