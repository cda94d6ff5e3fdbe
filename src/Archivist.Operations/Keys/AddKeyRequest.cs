using Archivist.Operations.Events;

namespace Archivist.Operations.Keys;

/// <summary>The new password of a repository, and whom its key names.</summary>
public sealed record AddKeyRequest : OperationRequest
{
    /// <summary>A file with the new password; null to have it asked with <see cref="Question.NewPassword"/>.</summary>
    public string? NewPasswordFile { get; init; }

    /// <summary>The user's name to write into the key; null for that of this user.</summary>
    public string? User { get; init; }

    /// <summary>The machine's name to write into the key; null for that of this machine.</summary>
    public string? Host { get; init; }

    /// <summary>Removes the key in use once the new one is stored.</summary>
    public bool ReplacesCurrent { get; init; }
}
