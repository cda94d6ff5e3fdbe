namespace Archivist.Operations.Problems;

/// <summary>A failure domain that the settings claim for a replica.</summary>
public enum ClaimedDomain
{
    /// <summary>Who runs it.</summary>
    Vendor,

    /// <summary>Where it is.</summary>
    Geography,

    /// <summary>Its network.</summary>
    Backbone,

    /// <summary>The account that can delete it.</summary>
    Account,
}
