namespace Archivist.App.Cli;

/// <summary>One group of <c>forget</c>.</summary>
internal sealed record ForgetGroupRecord(
    string Type, string? Host, IReadOnlyList<string>? Paths, IReadOnlyList<string>? Tags, IReadOnlyList<ForgetSnapshot> Keep,
    IReadOnlyList<ForgetSnapshot> Remove, bool Refused, IReadOnlyList<ForgetDoubt> Doubts);

/// <summary>A snapshot of a group, with the rules that keep it.</summary>
internal sealed record ForgetSnapshot(
    string Id, string Time, string Hostname, IReadOnlyList<string> Paths, IReadOnlyList<string> Tags, IReadOnlyList<string> Reasons);

/// <summary>Why snapshots stay that the policy lets go.</summary>
internal sealed record ForgetDoubt(string Sentence, IReadOnlyList<string> Snapshots);

/// <summary>What <c>forget</c> removed, or would.</summary>
internal sealed record ForgottenRecord(string Type, int Removed, IReadOnlyList<string> Ids, int RefusedGroups, bool DryRun);
