namespace Archivist.Discs.Labels;

/// <summary>The few inks of a printed page. All of them can be told apart on a black-and-white printer.</summary>
public enum Ink
{
    /// <summary>Text and codes.</summary>
    Black,

    /// <summary>What explains other text.</summary>
    Grey,

    /// <summary>Rules and the lines to write on.</summary>
    Pale,

    /// <summary>Text on <see cref="Black"/>.</summary>
    White,
}
