using Archivist.Operations.Configuration;

namespace Archivist.Operations.Notifying.Messages;

/// <summary>One notification as every target gets it; never holds a secret. Immutable.</summary>
internal sealed record Notification
{
    /// <summary>Unique, and the same for each attempt to deliver it: <c>msg_</c> and 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required NotificationSeverity Severity { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The name of the archive.</summary>
    public required string Archive { get; init; }

    /// <summary>The schedule concerned; null for the archive as a whole.</summary>
    public string? Schedule { get; init; }

    /// <summary>The run concerned; null where none is.</summary>
    public NotifiedRun? Run { get; init; }

    /// <summary>The incident that it belongs to; null for none.</summary>
    public NotifiedIncident? Incident { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>The same in full, some lines.</summary>
    public required string Text { get; init; }
}
