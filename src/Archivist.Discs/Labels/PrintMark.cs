namespace Archivist.Discs.Labels;

/// <summary>One element of a printed page. Positions and lengths are millimetres from the upper left corner, sizes of text are points.</summary>
public abstract record PrintMark
{
    private PrintMark()
    {
    }

    /// <summary>One line of text.</summary>
    /// <param name="X">The place of <paramref name="Anchor"/>.</param>
    /// <param name="Baseline">Where the letters stand.</param>
    /// <param name="Content">The text; no line breaks.</param>
    /// <param name="Points">The size.</param>
    /// <param name="Width">How wide it is by the metrics of its face, in millimetres, so that another face can be fitted to it.</param>
    /// <param name="Face">The face.</param>
    /// <param name="Anchor">Which point of the text lies at <paramref name="X"/>.</param>
    /// <param name="Ink">The ink.</param>
    /// <param name="Rotation">Degrees clockwise around the place.</param>
    public sealed record Text(
        double X, double Baseline, string Content, double Points, double Width, Typeface Face, TextAnchor Anchor, Ink Ink, double Rotation) : PrintMark;

    /// <summary>A straight line.</summary>
    public sealed record Line(double X1, double Y1, double X2, double Y2, double Thickness, Ink Ink) : PrintMark;

    /// <summary>A rectangle: filled, or drawn with lines of <paramref name="Thickness"/> when that is not 0.</summary>
    public sealed record Box(double X, double Y, double Width, double Height, double Thickness, Ink Ink) : PrintMark;

    /// <summary>A circle, drawn with a line.</summary>
    public sealed record Circle(double X, double Y, double Radius, double Thickness, Ink Ink) : PrintMark;

    /// <summary>A QR code (ISO/IEC 18004) with its quiet zone, black on white.</summary>
    public sealed record QrCode(double X, double Y, double Size, string Content, QrCorrection Correction = QrCorrection.Medium) : PrintMark;
}
