using System.Globalization;
using Archivist.Platform;
using Archivist.Platform.Text;

namespace Archivist.Reports.Runs;

/// <summary>English for the parts and steps of a run, as reports have it.</summary>
public static class RunWords
{
    /// <summary>A failure as one sentence; one that begins with the name of the part anyway has it once.</summary>
    public static string Sentence(string part, string sentence) => sentence.StartsWith($"{part}: ", StringComparison.Ordinal) ? sentence : $"{part}: {sentence}";

    /// <summary>How a replica was checked by an audit.</summary>
    public const string CheckedByReading = "an audit that read random ranges, what is new and what was due";

    /// <summary>How a replica was checked by an audit, where the vendor's word is known for a share of it that was not read, from 0 to 1.</summary>
    public static string CheckedByReadingAnd(double shareStated) =>
        shareStated > 0 ? CheckedByReading + string.Create(CultureInfo.InvariantCulture, $"; for {shareStated:P0} that was not read, the vendor stated the right digest") : CheckedByReading;

    /// <summary>How a copy was checked while it was filled.</summary>
    public const string CheckedWhileCopying = "every new object against its checksum, every older one by its length";

    /// <summary>How a set of discs was checked.</summary>
    public const string CheckedDisc = "every disc of the set was read back whole";

    /// <summary>Where the discs of a set are, in place of an address.</summary>
    public const string DiscLocation = "discs";

    /// <summary>A holder or a place that the catalogue does not have.</summary>
    public const string NotNoted = "not noted";

    /// <summary>What a drill boots from.</summary>
    public const string DrillMedium = "DVD drive";

    /// <summary>What to do after a failure without advice of its own.</summary>
    public const string UsualNextStep = "Read the messages of this run and try the step by hand.";

    /// <summary>What opened a repository, by its word in a report: the password, the passphrase or a kind of key of the keyring.</summary>
    public static string KeyOf(string word) => word switch
    {
        "password" => "password",
        "passphrase" => "passphrase of the keyring",
        _ => $"key file ({word})",
    };

    /// <summary>The key that a drill was given, with its article: <c>the passphrase of the keyring</c>, <c>3 shares 'duckling enlarge' (…)</c>.</summary>
    public static string Of(DrillKeyReport key) => key.Unlock switch
    {
        "stick" => $"the key file {key.Name} on a USB stick ({string.Join(", ", new[] { key.Kind }.Concat(key.Fingerprints).OfType<string>())})",
        "shares" => $"{Quantity.Count(key.Fingerprints.Count, "share", "shares")} '{key.Name}' ({string.Join(", ", key.Fingerprints)})",
        _ => $"the {KeyOf(key.Unlock)}",
    };

    /// <summary>When keys were tested: <c>, 2 to 88 days ago</c>, <c>, today</c>, or nothing without any test.</summary>
    /// <param name="tests">The last test of each; null for never.</param>
    /// <param name="now">The time from which days are counted.</param>
    public static string AgesOf(IEnumerable<DateTimeOffset?> tests, DateTimeOffset now)
    {
        var days = tests.OfType<DateTimeOffset>().Select(test => Math.Max(0, (int)(now - test).TotalDays)).ToList();
        return days.Count == 0 ? "" : days.Max() == 0 ? ", today" : days.Min() == days.Max() ? $", {Quantity.Count(days[0], "day", "days")} ago" : $", {days.Min()} to {Quantity.Count(days.Max(), "day", "days")} ago";
    }

    /// <summary>A part of a run, as the subject of a sentence about its failure.</summary>
    public static string Of(RunPart part) => part switch
    {
        RunPart.Step(var name) => name,
        RunPart.Entry(var step) => $"{step}, its entry",
        RunPart.Replica(var name) => $"replica {name}",
        RunPart.Drill(var firmware) => $"drill on {firmware.Word}",
        RunPart.Policy => "policy",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What a step did, as a sentence with its full stop.</summary>
    public static string Of(StepResult result) => result switch
    {
        StepResult.Skipped => "Skipped: a step that it depends on failed.",
        StepResult.Failed(var sentence) => sentence + ".",
        StepResult.Captured(var files, var bytes, var stored) => $"{Quantity.Count(files, "file", "files")}, {Quantity.Bytes(bytes)}; {Quantity.Bytes(stored)} added.",
        StepResult.Audited(var good, var of, var bytes, var repaired) => $"{good} of {Quantity.Count(of, "replica is", "replicas are")} good, {Quantity.Bytes(bytes)} read"
            + (repaired > 0 ? $"; {Quantity.Count(repaired, "object", "objects")} repaired." : "."),
        StepResult.Replicated(var complete, var of) => $"{complete} of {Quantity.Count(of, "replica is", "replicas are")} complete.",
        StepResult.DiscBuilt(var file, var bytes, var isVerified) => $"{file}, {Quantity.Bytes(bytes)}{(isVerified ? ", read back whole and good" : "")}.",
        StepResult.SetBuilt(var set, var toBase, var discs, var bytes, var areVerified) =>
            $"Set {set}, {(toBase is null ? "full" : $"a delta to {toBase}")}: {Quantity.Count(discs, "disc", "discs")}, {Quantity.Bytes(bytes)}{(areVerified ? ", read back whole and good" : "")}.",
        StepResult.Drilled(var passed, var of) => passed == of ? $"{Quantity.Count(passed, "drill", "drills")} passed." : $"{of - passed} of {of} drills failed.",
        StepResult.KeysTested(var openedBy, var due, var of, var days) => $"{(openedBy is null ? "The key that the settings name does not open the repository" : $"Opened with the {KeyOf(openedBy)} that the settings name")}; "
            + (of == 0 ? "no key is on paper or noted in the keyring." : $"{of - due} of {Quantity.Count(of, "other key was", "other keys were")} tested within {Quantity.Count(days, "day", "days")}."),
        StepResult.Written => "Written.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
