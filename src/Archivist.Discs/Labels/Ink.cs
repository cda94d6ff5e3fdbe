namespace Archivist.Discs.Labels;

/// <summary>The inks of a printed page. A black-and-white printer renders all of them distinguishably.</summary>
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
