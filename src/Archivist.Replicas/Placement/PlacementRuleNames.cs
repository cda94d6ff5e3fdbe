namespace Archivist.Replicas.Placement;

/// <summary>What settings and records call the rules of a placement policy.</summary>
public static class PlacementRuleNames
{
    extension(PlacementRule rule)
    {
        /// <summary>The stable name: <c>copies</c>, <c>vendors</c>, <c>geographies</c> or <c>offline</c>.</summary>
        public string Name => rule switch
        {
            PlacementRule.Copies => "copies",
            PlacementRule.Vendors => "vendors",
            PlacementRule.Geographies => "geographies",
            PlacementRule.Offline => "offline",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
