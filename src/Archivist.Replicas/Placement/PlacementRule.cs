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

    /// <summary>Copies that no network reaches.</summary>
    Offline,
}
