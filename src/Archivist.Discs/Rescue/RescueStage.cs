namespace Archivist.Discs.Rescue;

/// <summary>The stages of a rescue.</summary>
public enum RescueStage
{
    /// <summary>Large reads; behind a failure more and more is skipped.</summary>
    Copying,

    /// <summary>The edges of what failed, sector by sector.</summary>
    Trimming,

    /// <summary>Everything between the edges, sector by sector.</summary>
    Scraping,

    /// <summary>Bad sectors once more.</summary>
    Retrying,
}
