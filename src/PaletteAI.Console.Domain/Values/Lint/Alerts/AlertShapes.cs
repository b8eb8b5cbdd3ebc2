using System.Collections.Frozen;

namespace PaletteAI.Console.Domain.Values.Lint.Alerts;

/// <summary>
/// What an integration of a receiver needs. Each need is a list of alternatives: fields of the integration, or, with a leading <c>^</c>,
/// of <c>global</c>. Of the fields of one exclusion at most one may be given.
/// </summary>
/// <param name="Fields">Fields it knows.</param>
/// <param name="Needs">What must be there.</param>
/// <param name="Exclusions">What excludes each other.</param>
/// <param name="Since">The first version that knows it, where that is newer than those in wide use; empty otherwise.</param>
internal sealed record AlertIntegration(FrozenSet<string> Fields, string[][] Needs, string[][] Exclusions, string Since = "");

/// <summary>Alertmanager's configuration as data. Source: its config package, 0.25 to 0.34; decoding is strict.</summary>
internal static class AlertShapes
{
    /// <summary>Top-level keys; <c>enabled</c> is the chart's own, which takes it out.</summary>
    public static FrozenSet<string> Top { get; } = Set("enabled global templates route receivers inhibit_rules time_intervals mute_time_intervals tracing event_recorder");

    /// <summary>Keys of a route.</summary>
    public static FrozenSet<string> Route { get; } = Set("receiver group_by match match_re matchers mute_time_intervals active_time_intervals continue routes group_wait group_interval repeat_interval labels");

    /// <summary>Keys of an inhibition.</summary>
    public static FrozenSet<string> Inhibition { get; } = Set("name sources source_match source_match_re source_matchers target_match target_match_re target_matchers equal");

    /// <summary>Keys of <c>global</c>.</summary>
    public static FrozenSet<string> Global { get; } = Set(
        "resolve_timeout http_config smtp_from smtp_hello smtp_smarthost smtp_auth_username smtp_auth_username_file smtp_auth_password smtp_auth_password_file smtp_auth_secret smtp_auth_secret_file smtp_auth_identity " +
        "smtp_require_tls smtp_tls_config smtp_force_implicit_tls slack_api_url slack_api_url_file slack_app_token slack_app_token_file slack_app_url pagerduty_url opsgenie_api_url opsgenie_api_key opsgenie_api_key_file wechat_api_url " +
        "wechat_api_secret wechat_api_secret_file wechat_api_corp_id victorops_api_url victorops_api_key victorops_api_key_file telegram_api_url telegram_bot_token telegram_bot_token_file webex_api_url " +
        "rocketchat_api_url rocketchat_token rocketchat_token_file rocketchat_token_id rocketchat_token_id_file jira_api_url mattermost_webhook_url mattermost_webhook_url_file");

    /// <summary>Secrets of <c>global</c> that may come from a file instead.</summary>
    public static string[][] GlobalExclusions { get; } =
    [
        ["smtp_auth_password", "smtp_auth_password_file"], ["smtp_auth_secret", "smtp_auth_secret_file"], ["slack_api_url", "slack_api_url_file"], ["opsgenie_api_key", "opsgenie_api_key_file"],
        ["victorops_api_key", "victorops_api_key_file"], ["telegram_bot_token", "telegram_bot_token_file"], ["slack_app_token", "slack_app_token_file"],
    ];

    /// <summary>Keys of a time interval.</summary>
    public static FrozenSet<string> TimeInterval { get; } = Set("times weekdays days_of_month months years location");

    /// <summary>Integrations by the key of their list.</summary>
    public static FrozenDictionary<string, AlertIntegration> Integrations { get; } = new Dictionary<string, AlertIntegration>(StringComparer.Ordinal)
    {
        ["webhook_configs"] = Of("url url_file max_alerts timeout payload", "url|url_file", "url|url_file"),
        ["email_configs"] = Of(
            "to from hello smarthost auth_username auth_username_file auth_password auth_password_file auth_secret auth_secret_file auth_identity headers html text require_tls tls_config threading force_implicit_tls",
            "to; smarthost|^smtp_smarthost; from|^smtp_from", "auth_password|auth_password_file; auth_secret|auth_secret_file"),
        ["pagerduty_configs"] = Of(
            "service_key service_key_file routing_key routing_key_file url client client_url description details images links source severity class component group timeout",
            "routing_key|service_key|routing_key_file|service_key_file", "routing_key|routing_key_file; service_key|service_key_file"),
        ["slack_configs"] = Of(
            "api_url api_url_file app_token app_token_file app_url channel username color title title_link pretext text message_text fields short_fields footer fallback callback_id icon_emoji icon_url image_url thumb_url link_names mrkdwn_in actions timeout update_message",
            "api_url|api_url_file|app_token|app_token_file|^slack_api_url|^slack_api_url_file|^slack_app_token|^slack_app_token_file", "api_url|api_url_file"),
        ["opsgenie_configs"] = Of(
            "api_key api_key_file api_url message description source details entity responders actions tags note priority update_alerts",
            "api_key|api_key_file|^opsgenie_api_key|^opsgenie_api_key_file", "api_key|api_key_file"),
        ["wechat_configs"] = Of(
            "api_secret api_secret_file corp_id message api_url to_user to_party to_tag agent_id message_type",
            "api_secret|api_secret_file|^wechat_api_secret|^wechat_api_secret_file; corp_id|^wechat_api_corp_id", "api_secret|api_secret_file"),
        ["pushover_configs"] = Of(
            "user_key user_key_file token token_file title message url url_title device sound priority retry expire ttl html monospace",
            "user_key|user_key_file; token|token_file", "user_key|user_key_file; token|token_file; html|monospace"),
        ["victorops_configs"] = Of(
            "api_key api_key_file api_url routing_key message_type state_message entity_display_name monitoring_tool custom_fields",
            "routing_key; api_key|api_key_file|^victorops_api_key|^victorops_api_key_file", "api_key|api_key_file"),
        ["sns_configs"] = Of("api_url sigv4 topic_arn phone_number target_arn subject message attributes", "topic_arn|phone_number|target_arn", "topic_arn|phone_number|target_arn"),
        ["telegram_configs"] = Of(
            "api_url bot_token bot_token_file chat_id chat_id_file message_thread_id message disable_notifications parse_mode",
            "bot_token|bot_token_file|^telegram_bot_token|^telegram_bot_token_file; chat_id|chat_id_file", "bot_token|bot_token_file; chat_id|chat_id_file"),
        ["webex_configs"] = Of("api_url room_id message", "room_id; http_config"),
        ["discord_configs"] = Of("webhook_url webhook_url_file title message content username avatar_url", "webhook_url|webhook_url_file", "webhook_url|webhook_url_file"),
        ["msteams_configs"] = Of("webhook_url webhook_url_file title summary text", "webhook_url|webhook_url_file", "webhook_url|webhook_url_file", "0.26"),
        ["msteamsv2_configs"] = Of("webhook_url webhook_url_file title text", "webhook_url|webhook_url_file", "webhook_url|webhook_url_file", "0.28"),
        ["jira_configs"] = Of("api_url api_type project summary description labels priority issue_type reopen_transition resolve_transition wont_fix_resolution reopen_duration fields custom_fields update_in_place", "project; issue_type", "", "0.28"),
        ["rocketchat_configs"] = Of("api_url token token_file token_id token_id_file channel color title title_link text fields short_fields emoji icon_url image_url thumb_url link_names actions", "", "token|token_file; token_id|token_id_file", "0.28"),
        ["incidentio_configs"] = Of("url url_file alert_source_token alert_source_token_file max_alerts timeout metadata", "url|url_file", "url|url_file", "0.29"),
        ["mattermost_configs"] = Of("webhook_url webhook_url_file channel username icon_url icon_emoji text attachments fields color title title_link priority props fallback pretext author_name author_link author_icon thumb_url footer footer_icon image_url", "webhook_url|webhook_url_file|^mattermost_webhook_url|^mattermost_webhook_url_file", "webhook_url|webhook_url_file", "0.30"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static AlertIntegration Of(string fields, string needs, string exclusions = "", string since = "") =>
        new(Set(fields + " send_resolved http_config"), Groups(needs), Groups(exclusions), since);

    private static string[][] Groups(string text) =>
        [.. text.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split('|'))];

    private static FrozenSet<string> Set(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
