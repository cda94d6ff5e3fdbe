namespace Archivist.Discs.Health;

/// <summary>
/// How long a medium is trusted without measurements. Deliberately short: makers promise decades and shelves hold less, and only reading shows which.
/// </summary>
public static class MediumLife
{
    /// <summary>Years from burning to remastering.</summary>
    /// <param name="medium">The word of the catalogue, such as <c>bd25</c>.</param>
    public static int Years(string medium) => medium switch
    {
        "cd" or "dvd" or "bd25" or "bd50" or "bd100" or "bd128" => 10,
        "dvd-dl" => 7,
        "usb" => 3,
        _ => 5,
    };
}
