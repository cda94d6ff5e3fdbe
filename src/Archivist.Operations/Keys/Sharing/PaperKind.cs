namespace Archivist.Operations.Keys.Sharing;

/// <summary>What was printed.</summary>
public enum PaperKind
{
    /// <summary>All shares of a set.</summary>
    Shares,

    /// <summary>A sheet without a secret, for the binder.</summary>
    Sheet,

    /// <summary>A page of one-time codes.</summary>
    Codes,
}
