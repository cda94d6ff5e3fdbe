using System.Text.RegularExpressions;
using Archivist.Operations.Problems;

namespace Archivist.Operations.Configuration;

/// <summary>Reads <c>[[notify]]</c> and <c>[[watch]]</c>.</summary>
internal static partial class NotifyReader
{
    private static readonly string[] Kinds = ["smtp", "webhook", "ntfy", "healthchecks", "command", "desktop"];

    private static readonly string[] OfAll = ["name", "to", "on", "schedules", "severity"];

    private static readonly NotificationKind[] Usual =
        [NotificationKind.Failure, NotificationKind.Findings, NotificationKind.Overdue, NotificationKind.Recovered, NotificationKind.Digest];

    /// <summary>Every key of a target, whatever its kind.</summary>
    internal static IReadOnlyList<string> Keys { get; } =
        [.. OfAll, "url", "secret", "token", "alive-minutes", "host", "port", "security", "user", "password", "from", "recipients", "ca-certificate", "command"];

    /// <summary>Reads them in the order of the file.</summary>
    internal static IReadOnlyList<NotifyTarget> Read(SettingsTable root, Func<string, string> resolve)
    {
        var targets = new List<NotifyTarget>();
        foreach (var table in root.Tables("notify", Keys))
        {
            var name = table.RequiredText("name");
            if (!TargetName().IsMatch(name))
                throw table.Refuse("name", new SettingFault.NotAName());
            if (targets.Exists(other => other.Name == name))
                throw table.Refuse("name", new SettingFault.NameRepeated(name));
            targets.Add(ReadOne(table, resolve) with
            {
                Name = name,
                On = OnOf(table),
                Schedules = table.Texts("schedules"),
                Least = SeverityOf(table),
            });
        }

        return targets;
    }

    /// <summary>Reads what is watched for others, in the order of the file.</summary>
    internal static IReadOnlyList<WatchSettings> ReadWatches(SettingsTable root, Func<string, string> resolve)
    {
        var watches = new List<WatchSettings>();
        foreach (var table in root.Tables("watch", ["name", "repository", "interval-hours"]))
        {
            var name = table.RequiredText("name");
            if (!TargetName().IsMatch(name))
                throw table.Refuse("name", new SettingFault.NotAName());
            if (watches.Exists(other => other.Name == name))
                throw table.Refuse("name", new SettingFault.NameRepeated(name));
            watches.Add(new WatchSettings(name, resolve(table.RequiredText("repository")), TimeSpan.FromHours(table.Integer("interval-hours", 26, 1, 24 * 366))));
        }

        return watches;
    }

    private static NotifyTarget ReadOne(SettingsTable table, Func<string, string> resolve)
    {
        var to = table.RequiredText("to");
        if (!Kinds.Contains(to))
            throw Choices.RefuseWord(table, "to", to, Kinds);
        table.AllowOnly($"{to} target", KeysOf(to));
        var authorities = table.OptionalText("ca-certificate") is { } file ? resolve(file) : null;
        return to switch
        {
            "smtp" => ReadMail(table, resolve) with { CaCertificate = authorities },
            "webhook" => new NotifyTarget.Webhook { Name = "", On = [], Address = AddressOf(table, resolve), Secret = SecretOf(table, "secret", resolve), CaCertificate = authorities },
            "ntfy" => new NotifyTarget.Ntfy
            {
                Name = "", On = [], Address = AddressOf(table, resolve), Token = table.Has("token") ? SecretOf(table, "token", resolve) : null, CaCertificate = authorities,
            },
            "healthchecks" => new NotifyTarget.Healthchecks
            {
                Name = "", On = [], Address = AddressOf(table, resolve), Alive = TimeSpan.FromMinutes(table.Integer("alive-minutes", 5, 1, 1440)), CaCertificate = authorities,
            },
            "command" => table.Texts("command") is { Count: > 0 } arguments
                ? new NotifyTarget.Command { Name = "", On = [], Arguments = arguments }
                : throw table.Refuse("command", new SettingFault.ProgramMissing()),
            _ => new NotifyTarget.Desktop { Name = "", On = [] },
        };
    }

    private static string[] KeysOf(string to) => to switch
    {
        "smtp" => [.. OfAll, "host", "port", "security", "user", "password", "from", "recipients", "ca-certificate"],
        "webhook" => [.. OfAll, "url", "secret", "ca-certificate"],
        "ntfy" => [.. OfAll, "url", "token", "ca-certificate"],
        // It follows every run, so there are no kinds to choose among.
        "healthchecks" => ["name", "to", "schedules", "severity", "url", "alive-minutes", "ca-certificate"],
        "command" => [.. OfAll, "command"],
        _ => OfAll,
    };

    private static NotifyTarget.Smtp ReadMail(SettingsTable table, Func<string, string> resolve)
    {
        var host = table.RequiredText("host");
        var security = table.OptionalText("security") switch
        {
            null or "starttls" => MailSecurity.StartTls,
            "tls" => MailSecurity.Implicit,
            "none" when host is "localhost" or "127.0.0.1" or "::1" => MailSecurity.None,
            "none" => throw table.Refuse("security", new SettingFault.NotEncrypted()),
            var word => throw Choices.RefuseWord(table, "security", word, "starttls", "tls", "none"),
        };
        if (table.Has("user") != table.Has("password"))
            throw table.Refuse(table.Has("user") ? "user" : "password", new SettingFault.PartnerMissing(table.Has("user") ? "password" : "user"));
        var recipients = table.Texts("recipients");
        if (recipients.Count == 0)
            table.RequiredText("recipients");
        return new NotifyTarget.Smtp
        {
            Name = "",
            On = [],
            Host = host,
            Port = table.Integer("port", security switch { MailSecurity.StartTls => 587, MailSecurity.Implicit => 465, _ => 25 }, 1, 65535),
            Security = security,
            User = table.OptionalText("user"),
            Password = table.Has("password") ? SecretOf(table, "password", resolve) : null,
            From = MailAddressOf(table, "from", table.RequiredText("from")),
            Recipients = [.. recipients.Select(recipient => MailAddressOf(table, "recipients", recipient))],
        };
    }

    private static string MailAddressOf(SettingsTable table, string key, string text) => MailAddress().IsMatch(text) ? text : throw table.Refuse(key, new SettingFault.NotAMailAddress());

    private static NotifyAddress AddressOf(SettingsTable table, Func<string, string> resolve) =>
        NotifyAddress.TryParse(table.RequiredText("url"), resolve, out var fault) ?? throw table.Refuse("url", fault!);

    private static SecretReference SecretOf(SettingsTable table, string key, Func<string, string> resolve) =>
        SecretReference.TryParse(table.RequiredText(key), resolve, out var fault) ?? throw table.Refuse(key, new SettingFault.NotASecretReference(fault!.Value));

    private static IReadOnlyList<NotificationKind> OnOf(SettingsTable table) => !table.Has("on") ? Usual
        : [.. table.Texts("on").Distinct().Select(word => NotificationWords.Choosable.Contains(word)
            ? NotificationWords.FindKind(word)!.Value
            : throw Choices.RefuseWord(table, "on", word, [.. NotificationWords.Choosable]))];

    private static NotificationSeverity SeverityOf(SettingsTable table) => table.OptionalText("severity") is not { } word ? NotificationSeverity.Notice
        : NotificationWords.FindSeverity(word) ?? throw Choices.RefuseWord(table, "severity", word, [.. NotificationWords.Severities]);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex TargetName();

    [GeneratedRegex(@"\A[^\s@<>,;:""\\()]+@[^\s@<>,;:""\\()]+\z")]
    private static partial Regex MailAddress();
}
