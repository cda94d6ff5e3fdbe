namespace Archivist.Replicas.Placement;

/// <summary>What settings and records call the rules of a placement policy.</summary>
public static class PlacementRuleNames
{
    extension(PlacementRule rule)
    {
        /// <summary>The stable name, as in the settings: <c>copies</c>, <c>vendors</c>, <c>geographies</c>, <c>jurisdictions</c>, <c>backbones</c>, <c>accounts</c>, <c>media</c> or <c>offline</c>.</summary>
        public string Name => rule switch
        {
            PlacementRule.Copies => "copies",
            PlacementRule.Vendors => "vendors",
            PlacementRule.Geographies => "geographies",
            PlacementRule.Jurisdictions => "jurisdictions",
            PlacementRule.Backbones => "backbones",
            PlacementRule.Accounts => "accounts",
            PlacementRule.Media => "media",
            PlacementRule.Offline => "offline",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
