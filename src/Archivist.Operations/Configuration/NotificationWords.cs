namespace Archivist.Operations.Configuration;

/// <summary>The words of kinds and severities in settings, in the database and in what programs receive; never changed.</summary>
internal static class NotificationWords
{
    /// <summary>The kinds that a target can choose among.</summary>
    internal static IReadOnlyList<string> Choosable { get; } =
        [.. new[] { NotificationKind.Started, NotificationKind.Success, NotificationKind.Findings, NotificationKind.Failure, NotificationKind.Overdue, NotificationKind.Recovered, NotificationKind.Digest }.Select(Of)];

    /// <summary>All severities, in ascending order.</summary>
    internal static IReadOnlyList<string> Severities { get; } = [.. Enum.GetValues<NotificationSeverity>().Select(Of)];

    /// <summary>The word of a kind.</summary>
    internal static string Of(NotificationKind kind) => kind switch
    {
        NotificationKind.Started => "started",
        NotificationKind.Alive => "alive",
        NotificationKind.Success => "success",
        NotificationKind.Findings => "findings",
        NotificationKind.Failure => "failure",
        NotificationKind.Overdue => "overdue",
        NotificationKind.Recovered => "recovered",
        NotificationKind.Digest => "digest",
        NotificationKind.Test => "test",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The word of a severity.</summary>
    internal static string Of(NotificationSeverity severity) => severity switch
    {
        NotificationSeverity.Notice => "notice",
        NotificationSeverity.Finding => "finding",
        NotificationSeverity.Failure => "failure",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The kind of a word; null for a word that is none.</summary>
    internal static NotificationKind? FindKind(string word) => Enum.GetValues<NotificationKind>().Cast<NotificationKind?>().FirstOrDefault(kind => Of(kind!.Value) == word);

    /// <summary>The severity of a word; null for a word that is none.</summary>
    internal static NotificationSeverity? FindSeverity(string word) =>
        Enum.GetValues<NotificationSeverity>().Cast<NotificationSeverity?>().FirstOrDefault(severity => Of(severity!.Value) == word);
}
