namespace Archivist.Operations.Keys.Sharing;

/// <summary>A secret that was recovered.</summary>
/// <param name="Password">The secret in lower-case hexadecimal digits, which is the password of the key that was shared. Secret.</param>
/// <param name="Set">The two words with which the shares begin.</param>
public sealed record CombineSharesResult(string Password, string Set) : OperationResult
{
    /// <inheritdoc/>
    public override string ToString() => Set;
}
