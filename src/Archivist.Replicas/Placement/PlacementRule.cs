namespace Archivist.Replicas.Placement;

/// <summary>The quantities that a placement policy counts among the good copies.</summary>
public enum PlacementRule
{
    /// <summary>Full copies.</summary>
    Copies,

    /// <summary>Distinct vendors that run them.</summary>
    Vendors,

    /// <summary>Distinct geographies that they are in.</summary>
    Geographies,

    /// <summary>Distinct jurisdictions that they are under.</summary>
    Jurisdictions,

    /// <summary>Distinct backbones that connect them.</summary>
    Backbones,

    /// <summary>Distinct accounts that can delete them.</summary>
    Accounts,

    /// <summary>Distinct kinds of media that they are on.</summary>
    Media,

    /// <summary>Copies that no network reaches.</summary>
    Offline,
}
