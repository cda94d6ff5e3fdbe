using Archivist.Discs.Sets;
using Archivist.Operations.Configuration;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Problems;

namespace Archivist.Operations.Schedules;

/// <summary>Reads schedules strictly.</summary>
internal static class ScheduleReader
{
    private static readonly string[] StepKeys =
        ["do", "tags", "to", "of", "sweep", "repair", "template", "verify", "set", "media", "firmware", "time-limit-minutes", "replica", "unlock", "days", "formats"];

    /// <summary>Where schedules are found by name.</summary>
    internal static FileLibrary Library { get; } = new("schedules", LibraryKind.Schedule);

    /// <summary>Reads the schedule of this name.</summary>
    /// <param name="name">As in <c>archivist run NAME</c>.</param>
    /// <param name="settings">Names the settings file and the replicas that steps may name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<ScheduleFile> ReadAsync(string name, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var file = Library.Find(name, settings.File);
        var document = await TomlFile.ReadAsync(file, cancellationToken);
        var root = new SettingsTable(file, Overrides.None, "", document, ["name", "cron", "time-zone", "misfire", "step"]);
        if (root.RequiredText("name") != name)
            throw root.Refuse("name", new SettingFault.NameDiffers(name));
        var cron = root.OptionalText("cron");
        if (cron is not null && CronExpressionCheck.FindMistake(cron) is { } mistake)
            throw root.Refuse("cron", mistake);
        return new ScheduleFile(file, name, cron, TimeZoneOf(root), MisfireOf(root), StepsOf(root, settings));
    }

    private static TimeZoneInfo TimeZoneOf(SettingsTable root)
    {
        var id = root.OptionalText("time-zone") ?? "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw root.Refuse("time-zone", new SettingFault.UnknownTimeZone());
    }

    private static MisfireRule MisfireOf(SettingsTable root) => root.OptionalText("misfire") switch
    {
        null or "run-once" => MisfireRule.RunOnce,
        "skip" => MisfireRule.Skip,
        var word => throw Choices.RefuseWord(root, "misfire", word, "run-once", "skip"),
    };

    private static IReadOnlyList<ScheduleStep> StepsOf(SettingsTable root, ArchivistSettings settings)
    {
        var steps = root.Tables("step", StepKeys).Select(table => StepOf(table, settings)).ToList();
        return steps.Count > 0
            ? steps
            : throw root.Refuse("step", new SettingFault.NoSteps());
    }

    private static ScheduleStep StepOf(SettingsTable table, ArchivistSettings settings)
    {
        var word = table.RequiredText("do");
        switch (word)
        {
            case "snapshot":
                table.AllowOnly(word, "do", "tags");
                return new ScheduleStep.Snapshot(table.Texts("tags"));
            case "replicate":
                table.AllowOnly(word, "do", "to");
                foreach (var name in table.Texts("to"))
                    RequireReplica(table, "to", name, settings);
                return new ScheduleStep.Replicate(table.Texts("to"));
            case "audit":
                table.AllowOnly(word, "do", "of", "sweep", "repair");
                foreach (var name in table.Texts("of"))
                    RequireReplica(table, "of", name, settings);
                return new ScheduleStep.Audit(table.Texts("of"), table.Boolean("sweep", otherwise: false), table.Boolean("repair", otherwise: true));
            case "disc":
                table.AllowOnly(word, "do", "template", "verify", "set", "media");
                return DiscOf(table);
            case "drill":
                table.AllowOnly(word, "do", "firmware", "time-limit-minutes", "replica", "unlock");
                return DrillOf(table, settings);
            case "key-test":
                table.AllowOnly(word, "do", "days");
                return new ScheduleStep.KeyTest(TimeSpan.FromDays(table.Integer("days", SharedKeyStatus.Patience.Days, 1, 3650)));
            case "report":
                table.AllowOnly(word, "do", "formats");
                return new ScheduleStep.Report(FormatsOf(table));
            default:
                throw Choices.RefuseWord(table, "do", word, "snapshot", "replicate", "audit", "disc", "drill", "key-test", "report");
        }
    }

    private static ScheduleStep.Drill DrillOf(SettingsTable table, ArchivistSettings settings)
    {
        var minutes = table.Integer("time-limit-minutes", 0, 1, 7 * 24 * 60);
        var replica = table.OptionalText("replica");
        if (replica is not null)
            RequireReplica(table, "replica", replica, settings);
        var unlock = Choices.Unlock(table, "unlock");
        // In the settings that the step leaves it to, a missing key was refused already.
        if (unlock is { } kind && !settings.Drill.HasKeyFor(kind))
            throw table.Refuse("unlock", new SettingFault.DrillKeyMissing(kind));
        return new ScheduleStep.Drill(Choices.Firmware(table, "firmware"), minutes == 0 ? null : TimeSpan.FromMinutes(minutes), replica) { Unlock = unlock };
    }

    private static ScheduleStep.Disc DiscOf(SettingsTable table)
    {
        var set = table.OptionalText("set");
        if (set is not (null or "full" or "delta"))
            throw Choices.RefuseWord(table, "set", set, "full", "delta");
        var media = table.Texts("media").Select(word => DiscMedium.TryParse(word)
            ?? throw table.Refuse("media", new SettingFault.UnknownMedium([.. DiscMedium.Words]))).ToList();
        if (media.Count > 0 && set is null)
            throw table.Refuse("media", new SettingFault.MediaWithoutSet());
        return new ScheduleStep.Disc(table.OptionalText("template"), table.Boolean("verify", otherwise: true)) { IsSet = set is not null, IsDelta = set is "delta", Media = media.Count == 0 ? Array.Empty<DiscMedium>() : media };
    }

    private static IReadOnlyList<ReportFormat> FormatsOf(SettingsTable table)
    {
        var words = table.Texts("formats");
        return words.Count == 0 ? [ReportFormat.Html, ReportFormat.Json] : [.. words.Distinct().Select(word => word switch
        {
            "html" => ReportFormat.Html,
            "json" => ReportFormat.Json,
            _ => throw Choices.RefuseWord(table, "formats", word, "html", "json"),
        })];
    }

    private static void RequireReplica(SettingsTable table, string key, string name, ArchivistSettings settings)
    {
        var known = settings.Replicas.Select(replica => replica.Name).ToArray();
        if (known.Length == 0)
            throw table.Refuse(key, new SettingFault.NoReplicas());
        if (!known.Contains(name))
            throw Choices.RefuseWord(table, key, name, known);
    }
}
