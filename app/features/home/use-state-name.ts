import { useTranslation } from "react-i18next";

/** A parcel's state in the words of its own pages. */
export function useStateName() {
  const { t } = useTranslation("shipments");
  return (state: string) => t(`state.${state}`);
}
